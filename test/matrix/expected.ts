// What facts/strategies.md and the article (shared/seed) say would come of strategies, transcribed cell by cell for the
// matrix. It is not bent to the model: where the two differ, docs/matrix.md says which is wrong.
//
// Leaves out: what the sheet leaves to the caller, what speaks of programs that no strategy here describes, and what has
// no column.

export const SOURCES = ['sheet', 'article'] as const;
export type Source = (typeof SOURCES)[number];

export interface Expected {
  readonly source: Source;
  /** Where in the source. */
  readonly section: string;
  readonly hazard: string;
  readonly strategy: string;
  readonly outcome: 'holds' | 'fails';
}

/** Section 6: columns a to g, each with the hazards that ask what it says; f has two answers, for vN and afterwards. */
const COLUMNS_6 = ['X1', 'X2', 'X6', 'X7', 'X17', ['X8a', 'X8b'], 'X12'] as const;

/** Section 6, the outcome matrix; `-` for what it leaves open, `D` in f for both answers. */
const SECTION_6: Readonly<Record<string, string>> = {
  'viper-1.2': '✗ ✗ ✗ - - D -',
  viper: '✓ ✓ ✗ old ✗ D ✓',
  'koanf-file': '✓ ✓ ✗ Z Z D ✓',
  'certwatcher-0.18': '✓ ✓ ✗ old ✗ ✗/D late',
  certwatcher: '✓ ✓ B old B B ✓',
  apiserver: '✓ ✓ ✓ old ✓ B ✓',
  'configmap-reload': '✓ ✓ ✗ - - ✗/✓ ✓',
  'thanos-file': '✓ B ✓ old B B ✓',
  'traefik-filename': '✓ D ✓ old ✗ D ✓',
  'caddy-watch': 'B B ✗ D D - -',
  'alloy-file': '✓ B B old B ✓ ✓',
  'dskit-poll': 'B B ✓ old B - -',
  'istio-filewatcher': '✓ ✓ - - ✗ ✗/D ✓',
  linkerd: '✓ ✓ ✗ old ✗ D ✓',
  nack: '✓ ✓ ✗ old ✗ ✗/D ✓',
  'kube-proxy': '✗ ✗ ✗ - - - -',
  'oauth2-proxy': '✓ ✓ - - ✗ ✗/D late',
  flagd: '✓ ✓ ✓ Z Z ✗/D late',
  'ingress-nginx': '✓ ✓ ✗ - ✗ ✗/✓ ✓',
  'envoy-watched-directory': '✓ ✓ ✓ old ✗ ✗/✓ ✓',
  'watch-file-chmod': '✓ D ✗ - ✗ D ✓',
  'article-four-steps': '✓ D ✗ - ✗ D ✓',
  'remove-readd': '✓ ✓ ✗ - ✗ ✗/D late',
  'poll-hash': 'B B ✓ - B - -',
};

/** Section 3.2: four updates on fsnotify 1.4.9 and 1.5.4, 1.5.0, 1.6.0, 1.7.0, and 1.8 to 1.10.1; `+` for "all". */
const COLUMNS_3_2 = [['X18a', 'X18c'], 'X18b', 'X18d', 'X19a', ['X19b', 'X2']] as const;
const SECTION_3_2: Readonly<Record<string, string>> = {
  'watch-file-write': '- - - - -',
  'watch-file-chmod': '- - - - -',
  'chmod-readd': '- - + + +',
  'chmod-readd-same-name': '- - - + +',
  'remove-readd': '+ + + + +',
  apiserver: '+ + + + +',
  'oauth2-proxy': '+ - + + +',
  certwatcher: '+ - + + +',
  'dir-and-file': '+ + + + -',
  'traefik-filename': '- - - - -',
};

/** Section 9: who is told apart by each scenario, and the lines of sections 5 and 8 that it rests on. */
const SECTION_9: Readonly<Record<string, { readonly fails?: string; readonly holds?: string }>> = {
  X1: { fails: 'watch-file-write dir-basename poll-lstat-mtime viper-1.2 kube-proxy' },
  X2: { fails: 'watch-file-chmod watch-data watch-data-nofollow watch-resolved-directory traefik-filename' },
  X3: { fails: 'remove-read-then-add dir-any-debounce-leading' },
  X4b: { fails: 'dir-data-create configmap-reload envoy-watched-directory' },
  X5: { fails: 'viper koanf-file remove-readd' },
  X6: {
    fails: 'viper koanf-file linkerd caddy-watch nack',
    holds: 'apiserver flagd envoy-watched-directory dskit-poll',
  },
  X7: { fails: 'caddy-watch flagd koanf-file' },
  X8b: { fails: 'viper koanf-file linkerd errors-unread', holds: 'alloy-file apiserver' },
  X9a: { holds: 'apiserver nack alloy-file' },
  X9b: { fails: 'viper koanf-file alloy-file traefik-filename', holds: 'apiserver nack' },
  X10: { fails: 'watch-file-chmod article-four-steps dir-any-event' },
  X11: { fails: 'errors-unread istio-filewatcher' },
  X12: { fails: 'remove-readd', holds: 'chmod-readd' },
  X13: { fails: 'dskit-poll poll-hash istio-filewatcher' },
  X14a: { fails: 'watch-file-write watch-file-chmod dir-data-create poll-hash poll-mtime apiserver viper certwatcher' },
  X14b: { fails: 'watch-file-chmod article-four-steps chmod-readd chmod-readd-same-name' },
  X15: { fails: 'poll-mtime-after', holds: 'poll-mtime' },
  X16a: { fails: 'remove-readd certwatcher-0.18' },
  X17: { fails: 'dir-data-create viper' },
  X19a: { holds: 'dir-and-file' },
  X19b: { fails: 'dir-and-file' },
  X20: { holds: 'poll-hash dskit-poll' },
};

/** The article: its four steps are a safe hot reload, and Chmod is the one reliable signal of an update. */
const ARTICLE: Readonly<Record<string, { readonly fails?: string; readonly holds?: string }>> = {
  X1: { holds: 'article-four-steps' },
  X2: { holds: 'article-four-steps watch-file-chmod' },
  X10: { holds: 'watch-file-chmod' },
};

/** Everything that is expected, each cell of each source once. */
export const EXPECTED: readonly Expected[] = [
  ...Object.entries(SECTION_6).flatMap(([strategy, row]) => fromTable('6', strategy, row, COLUMNS_6)),
  ...Object.entries(SECTION_3_2).flatMap(([strategy, row]) => fromTable('3.2', strategy, row, COLUMNS_3_2)),
  ...fromNames('sheet', '9', SECTION_9),
  ...fromNames('article', '', ARTICLE),
];

function fromTable(
  section: string,
  strategy: string,
  row: string,
  columns: readonly (string | readonly [string, string])[],
): readonly Expected[] {
  return row.split(' ').flatMap((text, index) => {
    const column = columns[index] ?? '';
    const hazards = typeof column === 'string' ? [column] : column;
    const texts = text.includes('/') ? text.split('/') : hazards.map(() => text);
    return hazards.flatMap((hazard, at) => {
      const outcome = outcomeOf(section, texts[at] ?? '');
      return outcome === null ? [] : [{ source: 'sheet' as const, section, hazard, strategy, outcome }];
    });
  });
}

function outcomeOf(section: string, text: string): Expected['outcome'] | null {
  if (section === '3.2') return text === '+' ? 'holds' : 'fails';
  if (text === '-') return null;
  return ['✓', 'B', 'old'].includes(text) ? 'holds' : 'fails';
}

function fromNames(
  source: Source,
  section: string,
  table: Readonly<Record<string, { readonly fails?: string; readonly holds?: string }>>,
): readonly Expected[] {
  return Object.entries(table).flatMap(([hazard, { fails = '', holds = '' }]) =>
    (['fails', 'holds'] as const).flatMap((outcome) =>
      (outcome === 'fails' ? fails : holds)
        .split(' ')
        .filter((strategy) => strategy !== '')
        .map((strategy) => ({ source, section, hazard, strategy, outcome })),
    ),
  );
}
