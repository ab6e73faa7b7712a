// Draws view rows with Ink: a row is one line, a span a piece of it in the look of its role.
import { Box, Text } from 'ink';
import type { ReactNode } from 'react';
import { clip, fitRow, type Row, widthOf } from '../view/rows.ts';
import { lookOf } from './theme.ts';

export interface LineProps {
  readonly row: Row;
  readonly width: number;
  readonly hasColor: boolean;
}

/** One row, cut to its width. */
export function Line({ row, width, hasColor }: LineProps): ReactNode {
  return (
    <Text wrap="truncate">
      {fitRow(row, width).map(({ text, role }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a row have no identity but their place
        <Text key={index} {...lookOf(role, hasColor)}>
          {text}
        </Text>
      ))}
    </Text>
  );
}

export interface PaneProps {
  /** None: no title line. */
  readonly title: string | null;
  readonly rows: readonly Row[];
  readonly width: number;
  /** Lines, the title included; the pane has exactly so many. */
  readonly height: number;
  readonly hasColor: boolean;
}

/** A pane: a title in a rule, and as many rows as fit. */
export function Pane({ title, rows, width, height, hasColor }: PaneProps): ReactNode {
  if (height <= 0) return null;
  const shown = rows.slice(0, title === null ? height : height - 1);
  return (
    <Box flexDirection="column" width={width} height={height} flexShrink={0}>
      {title === null ? null : <Line row={ruleWith(title, width)} width={width} hasColor={hasColor} />}
      {shown.map((row, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place
        <Line key={index} row={row} width={width} hasColor={hasColor} />
      ))}
    </Box>
  );
}

function ruleWith(title: string, width: number): Row {
  const text = clip(title, Math.max(0, width - 6));
  return [
    { text: '── ', role: 'dim' },
    { text, role: 'title' },
    { text: ` ${'─'.repeat(Math.max(0, width - widthOf(text) - 4))}`, role: 'dim' },
  ];
}
