// The source of a rule as text with links, where the source is public: manual pages, the kernel, Kubernetes.
//
// The patterns are those in which docs/model.md names its sources. What matches none stays text.

export interface SourcePart {
  readonly text: string;
  /** Null: only text. */
  readonly href: string | null;
}

/** Versions of the trees that docs/model.md speaks of. */
const LINUX = 'https://elixir.bootlin.com/linux/v6.18/source/';
const KUBERNETES = 'https://github.com/kubernetes/kubernetes/blob/';

interface SourcePattern {
  readonly pattern: string;
  readonly href: (match: readonly string[]) => string;
}

const PATTERNS: readonly SourcePattern[] = [
  {
    // rename(2), path_resolution(7); 0p and 3p are POSIX pages of the same site.
    pattern: String.raw`\b([a-z_.]+)\(([1-8]p?|0p)\)`,
    href: ([, name, section]) => `https://man7.org/linux/man-pages/man${section}/${name}.${section}.html`,
  },
  {
    pattern: String.raw`\b((?:fs|include/linux)/[\w/]+\.[ch])\b`,
    href: ([, path]) => `${LINUX}${path}`,
  },
  {
    pattern: String.raw`k/k (pkg/[\w/.]+\.go)(?:@([0-9a-f]{12}))?`,
    href: ([, path, commit]) => `${KUBERNETES}${commit ?? 'master'}/${path}`,
  },
];

const ANY = new RegExp(PATTERNS.map(({ pattern }) => pattern).join('|'), 'g');

/** The text in parts, in order; together they are the text. */
export function sourceParts(text: string): readonly SourcePart[] {
  const parts: SourcePart[] = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(ANY)) {
    if (index > from) parts.push({ text: text.slice(from, index), href: null });
    parts.push({ text: found, href: hrefOf(found) });
    from = index + found.length;
  }
  return from < text.length ? [...parts, { text: text.slice(from), href: null }] : parts;
}

function hrefOf(found: string): string | null {
  for (const { pattern, href } of PATTERNS) {
    const match = found.match(new RegExp(`^${pattern}$`));
    if (match !== null) return href(match);
  }
  return null;
}
