// The runs that the alerts are tried on: a simulation, and a strategy in place of its own.

/** In the order of the table in docs/metrics.md. */
export const TRIED = [
  ['incident', null],
  ['incident-debounced', null],
  ['incident-kubelet', null],
  ['x2-second-update', null],
  ['x7-invalid-then-valid', null],
  ['metrics-article', null],
  ['metrics-safe', null],
  ['x17-published-before-readable', null],
  ['x5-key-removed', null],
  ['x19-fsnotify-1.8.0', null],
  ['x9-watch-limit', null],
  ['fault-watch-limit', null],
  ['incident', 'kube-proxy'],
  ['article-subpath', null],
  ['env-from-frozen', null],
  ['incident-debounced', 'poll-hash'],
  ['x2-second-update', 'dir-data-create'],
  ['x2-second-update', 'poll-hash'],
  ['required-missing', null],
] as const;
