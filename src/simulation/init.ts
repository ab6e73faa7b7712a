// The commented file that `reload-sim init` writes: a simulation to start from, which loads as it stands.
//
// Every field that most people want to change is there with its meaning; the others are in docs/simulations.md.

/** Text of the starter file. */
export const STARTER_FILE = `# A simulation: one ConfigMap, one application, one story. Try it:
#
#   reload-sim play THIS_FILE        step through it
#   reload-sim check THIS_FILE       every order of events, compared with \`expect\`
#   reload-sim run THIS_FILE         one of them, as a time line
#
# Completion in your editor: write \`reload-sim schema > schema.json\` and point the next line at it.
# yaml-language-server: $schema=./schema.json

title: Our service reloads its limits
why: We want to know whether a second update is still noticed.

# When and how kubelet writes. What is left out has the default of a real cluster.
cluster:
  kubelet: "1.34" # in quotes; decides the order of AtomicWriter's steps
  changeDetection: Watch # Watch, Cache or Get
  syncFrequency: 60s

# Version 1: what the volume holds when the container starts.
configMap:
  name: our-limits
  data:
    limits.yaml: |
      ordersPerSecond: 100

mount:
  path: /etc/config
  kind: volume # or subPath, which never changes again
  writer: kubelet # or in-place and rename-over: a sidecar that writes files itself

app:
  watcher: fsnotify@1.10.1 # a library and its version, inotify, or poll
  # A name from \`reload-sim list\`, or your own, as here:
  strategy:
    watch: [file] # directory, file, data, resolved-file, resolved-directory
    on: # the first rule that matches an event decides
      - ops: [Remove] # Create, Write, Remove, Rename, Chmod, or any
        do: [rearm, reload] # in this order
    verify:
      nonEmpty: true # empty content is an error, not a zero value
      requiredKeys: [ordersPerSecond]
    swap: atomic # or in-place, clear-then-load
    onLoadError: keep # or zero, exit-loop, exit-process
  files: [limits.yaml] # below the mount; the first is the one that \`file\` watches

# What the operator does. \`apply\` gives the whole data, as kubectl apply does.
story:
  - at: 5s
    apply:
      limits.yaml: |
        ordersPerSecond: 200
  - at: 95s
    apply:
      limits.yaml: |
        ordersPerSecond: 300

# What else may go wrong, at any moment, once each: kubelet-crash, container-crash, watch-delay, invalid-yaml and others.
# \`reload-sim check\` then looks at every such moment. Try one:
# faults: [container-crash]

# What you believe. \`reload-sim check\` exits 1 when it finds otherwise.
expect:
  never-empty: holds
  converges: holds
`;
