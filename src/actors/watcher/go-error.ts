// Errors as Go prints them: syscall.Errno's text for an errno's name, and the text of a nil dereference.
//
// Source: zerrors_linux_amd64.go (strerror(3) in lower case); recorded in boundary-limits ("too many open files").
import { ERRNOS, type Errno } from '../../kernel/vocabulary.ts';

/** What a Go program prints when it dereferences nil; it then exits unless it recovers. */
export const NIL_DEREFERENCE = 'panic: runtime error: invalid memory address or nil pointer dereference';

/** The text of an error of Add, Remove or NewWatcher: an errno's name is spelt out, any other text stays. */
export function errorText(error: string): string {
  return Object.hasOwn(ERRNOS, error) ? errnoText(error as Errno) : error;
}

/** syscall.Errno.Error(): "no such file or directory". */
export function errnoText(errno: Errno): string {
  const { text } = ERRNOS[errno];
  return text.charAt(0).toLowerCase() + text.slice(1);
}
