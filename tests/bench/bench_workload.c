/* SPDX-License-Identifier: MIT */
/* Prints a workload: bench_workload NAME OCTETS */
#include <stdio.h>
#include <stdlib.h>

#include "workload.h"

int main(int argc, char **argv)
{
  workload w;
  size_t written;
  if (argc != 3 || !workload_make(&w, argv[1], (size_t)strtoull(argv[2], NULL, 10))) {
    fputs("usage: bench_workload w1|w2|base64|prose|dot76|dot2|blank|body-... OCTETS\n", stderr);
    return 2;
  }
  written = fwrite(w.octets, 1, w.len, stdout);
  return written == w.len ? 0 : 2;
}
