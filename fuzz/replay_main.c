/* SPDX-License-Identifier: MIT */
/* Inputs of a fuzzer, replayed without one: replay_NAME FILE...
 *


 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 1 << 20 };

static int replay(const char *path, uint8_t *octets)
{
  FILE *file = fopen(path, "rb");
  uint8_t *block;
  size_t size;
  if (file == NULL) {
    fprintf(stderr, "%s: cannot be read\n", path);
    return 1;
  }
  size = fread(octets, 1, MOST, file);
  fclose(file);
  block = malloc(size + 1);
  if (block == NULL) {
    return 1;
  }
  for (size_t i = 0; i < size; i++) {
    block[i] = octets[i];
  }
  (void)LLVMFuzzerTestOneInput(block, size);
  free(block);
  return 0;
}

int main(int argc, char **argv)
{
  uint8_t *octets = malloc(MOST);
  int failed = 0;
  int i;
  for (i = 1; octets != NULL && i < argc; i++) {
    failed += replay(argv[i], octets);
  }
  free(octets);
  printf("%d passed, %d failed\n", argc - 1 - failed, failed);
  return failed > 0 || argc < 2 ? 1 : 0;
}
