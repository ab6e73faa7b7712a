// Limits on what a file may hold: every quantity is bounded, and reaching a limit is a diagnostic of its own.
//
// The Kubernetes ones are the API server's (facts/kubelet.md section 9), the others keep a hostile or mistaken file
// (an alias bomb, a megabyte of brackets) from costing more than a moment.

/** Bytes of a file's text: room for a few ConfigMaps of the largest size. */
export const FILE_BYTES_MAX = 4 * 1024 * 1024;
/** Nesting of YAML collections, aliases followed; the format itself needs six. */
export const DEPTH_MAX = 32;
/** YAML nodes after every alias is expanded: an alias bomb ends here. */
export const NODES_MAX = 20_000;
/** Nesting of a ConfigMap value when it is parsed as YAML; deeper counts as invalid. */
export const CONTENT_DEPTH_MAX = 256;
/** Mistakes told about one file; the rest is counted in one closing line. */
export const DIAGNOSTICS_MAX = 100;

/** Bytes of one ConfigMap's values together (Kubernetes: MaxSecretSize, 1 MiB; more is 422 TooLong). */
export const DATA_BYTES_MAX = 1024 * 1024;
/** Keys of one ConfigMap; Kubernetes has only the limit in bytes. */
export const DATA_KEYS_MAX = 64;
/** Characters of a ConfigMap key or name (Kubernetes: DNS-1123 subdomain, IsConfigMapKey). */
export const KEY_LENGTH_MAX = 253;

export const STORY_LENGTH_MAX = 64;
export const FILES_MAX = 16;
export const RULES_MAX = 16;
export const ACTIONS_MAX = 8;
export const SYNC_JITTER_MAX = 4;
export const RETRIES_MAX = 100;
export const TITLE_LENGTH_MAX = 120;
export const WHY_LENGTH_MAX = 1000;
export const PATH_LENGTH_MAX = 200;
/** Largest value of an inotify sysctl that a simulation may set. */
export const SYSCTL_MAX = 1_048_576;
/** Characters of a schedule token: a run of RUN_STEPS_MAX steps at two bytes each, in base64url. */
export const TOKEN_LENGTH_MAX = 65_536;
/** Times that one fault may happen in a simulation. */
export const FAULT_TIMES_MAX = 5;
/** Bytes of a handler's source. */
export const HANDLER_BYTES_MAX = 32 * 1024;
/** Length of the queue that a burst of `noisy-neighbour` may have to fill: its events are read one by one. */
export const BURST_EVENTS_MAX = 64;
