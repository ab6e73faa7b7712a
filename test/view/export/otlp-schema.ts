// OTLP's own schema for traces: the protobuf messages that OpenTelemetry's exporters for Node are built with.
//
// The generated code of opentelemetry-proto lies in @opentelemetry/otlp-transformer 0.208.0, the last releases have it no
// longer. It reads what it knows and drops the rest, so that JSON which comes back the same has every field in its place and
// of its type. Ids are hex in OTLP's JSON where protobuf's own mapping has base64; hex is base64 too, so it comes back as it
// was, and its length is looked at by itself.
import root from '@opentelemetry/otlp-transformer/build/src/generated/root.js';

interface MessageType {
  readonly verify: (object: unknown) => string | null;
  readonly fromObject: (object: unknown) => object;
  readonly toObject: (message: object, options: object) => unknown;
}

const { TracesData } = (root as unknown as { opentelemetry: { proto: { trace: { v1: { TracesData: MessageType } } } } })
  .opentelemetry.proto.trace.v1;

/** What protobuf makes of JSON and back again; equal to it where all of it is OTLP. */
export function throughProtobuf(traces: unknown): unknown {
  const message = TracesData.fromObject(traces as object);
  const mistake = TracesData.verify(message);
  if (mistake !== null) throw new Error(mistake);
  return TracesData.toObject(message, { longs: String, bytes: String, enums: Number });
}
