// What kubectl prints of a refusal, on one line.
//
// Source: k8s.io/kubectl pkg/cmd/util/helpers.go (checkErr, StandardErrorMessage). `kubectl replace`, `patch` and `edit`
// print it so. Leaves out: the patch that `kubectl apply` puts between ("error when applying patch: …").

/** The line for a metav1.Status without details. */
export function kubectlLine(reason: string, message: string): string {
  if (reason === 'Invalid') return `The request is invalid: ${message}`;
  if (reason === 'Unauthorized') return `error: You must be logged in to the server (${message})`;
  return reason === '' ? `Error from server: ${message}` : `Error from server (${reason}): ${message}`;
}

/** The line for reason Invalid where the status names the object, and one cause without a field. */
export function kubectlInvalid(kind: string, name: string, cause: string): string {
  return `The ${kind} "${name}" is invalid: : ${cause}`;
}
