/* The ring of ring.ts: each process counts to COUNT, tells its neighbour with the last step, and hears its other one. */
#ifndef PROCESSES
#define PROCESSES 7
#endif
#ifndef COUNT
#define COUNT 6
#endif

chan mail[PROCESSES] = [1] of { bit };

proctype process(byte i) {
  byte n = 0;
end:
  do
  :: d_step { n < COUNT - 1 -> n++ }
  :: d_step { n == COUNT - 1 -> n++; mail[(i + 1) % PROCESSES]!1 }
  :: d_step { n == COUNT && nempty(mail[i]) -> n++; mail[i]?_ }
  od
}

init {
  byte i = 0;
  atomic {
    do
    :: i < PROCESSES -> run process(i); i++
    :: else -> break
    od
  }
end:
  false
}
