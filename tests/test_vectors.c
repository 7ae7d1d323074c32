/* SPDX-License-Identifier: MIT */
/* Every vector under tests/vectors, one test each: see tests/README.md. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <dirent.h>

#include <cmocka.h>

#include "support/split.h"
#include "support/vector.h"

#ifndef MAILWIRE_TESTS_DIR
#define MAILWIRE_TESTS_DIR "tests"
#endif

static split_count count;

static void test_vector(void **state)
{
  const vector *v = *state;
  text_buffer message = {NULL, 0, 0};
  if (!split_check(v, &count, &message)) {
    text_put(&message, "", 1);
    print_error("%s:%u: %s\n%s", v->file, v->line, v->name, message.ptr);
    text_free(&message);
    fail();
  }
  text_free(&message);
}

/* A runner that sees no difference would pass everything. */
static void test_runner_sees_a_difference(void **state)
{
  vector v = *(const vector *)*state;
  split_count uncounted = {0, 0, 0};
  text_buffer message = {NULL, 0, 0};
  text_buffer expected = {NULL, 0, 0};
  text_put(&expected, v.expected.ptr, v.expected.len);
  expected.ptr[expected.len - 2] ^= 1;
  v.expected = expected;
  assert_false(split_check(&v, &uncounted, &message));
  assert_true(message.len > 0);
  assert_int_equal(uncounted.runs, 1);
  text_free(&message);
  text_free(&expected);
}

static int by_name(const void *a, const void *b)
{
  return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The paths of what a folder holds, sorted, hidden things left out. */
static size_t list_folder(const char *folder, char ***paths)
{
  DIR *dir = opendir(folder);
  struct dirent *entry;
  size_t found = 0;
  *paths = NULL;
  while (dir != NULL && (entry = readdir(dir)) != NULL) {
    text_buffer path = {NULL, 0, 0};
    if (entry->d_name[0] == '.') {
      continue;
    }
    text_add(&path, folder);
    text_add(&path, "/");
    text_put(&path, entry->d_name, strlen(entry->d_name) + 1);
    *paths = realloc(*paths, (found + 1) * sizeof **paths);
    if (*paths == NULL) {
      abort();
    }
    (*paths)[found++] = path.ptr;
  }
  if (dir != NULL) {
    (void)closedir(dir);
  }
  if (found > 0) {
    qsort(*paths, found, sizeof **paths, by_name);
  }
  return found;
}

static void free_paths(char **paths, size_t found)
{
  while (found > 0) {
    free(paths[--found]);
  }
  free(paths);
}

static bool is_vector_file(const char *path)
{
  size_t len = strlen(path);
  return len > 4 && strcmp(path + len - 4, ".txt") == 0;
}

/* Reads the vector files of a unit's folder. False: one cannot be read, or there is none. */
static bool read_unit(const char *folder, vector_list *list)
{
  char **paths;
  size_t found = list_folder(folder, &paths);
  size_t before = list->count;
  bool good = true;
  for (size_t i = 0; good && i < found; i++) {
    good = is_vector_file(paths[i]) && vector_read(list, paths[i]);
  }
  free_paths(paths, found);
  if (good && list->count > before) {
    return true;
  }
  fprintf(stderr, "%s: there must be vector files here, and nothing else\n", folder);
  return false;
}

static bool read_units(const char *root, vector_list *list)
{
  char **folders;
  size_t found = list_folder(root, &folders);
  bool good = found > 0;
  for (size_t i = 0; good && i < found; i++) {
    good = read_unit(folders[i], list);
  }
  free_paths(folders, found);
  return good;
}

static int run_all(const vector_list *list)
{
  struct CMUnitTest *tests = calloc(list->count + 1, sizeof *tests);
  int failed;
  if (tests == NULL) {
    abort();
  }
  for (size_t i = 0; i < list->count; i++) {
    tests[i].name = list->items[i].name;
    tests[i].test_func = test_vector;
    tests[i].initial_state = &list->items[i];
  }
  tests[list->count].name = "the runner sees a difference";
  tests[list->count].test_func = test_runner_sees_a_difference;
  tests[list->count].initial_state = &list->items[0];
  failed = _cmocka_run_group_tests("vectors", tests, list->count + 1, NULL, NULL);
  free(tests);
  return failed;
}

/* An argument names another folder of vectors. */
int main(int argc, char **argv)
{
  const char *root = argc > 1 ? argv[1] : MAILWIRE_TESTS_DIR "/vectors";
  vector_list list = {NULL, 0};
  int failed = 1;
  if (read_units(root, &list)) {
    failed = run_all(&list);
    printf("%zu vectors, %zu runs, %zu events checked\n", count.vectors, count.runs, count.events);
    failed += count.vectors != list.count || count.runs == 0 || count.events == 0 ? 1 : 0;
  } else {
    fprintf(stderr, "%s: the vectors cannot be read\n", root);
  }
  vector_list_free(&list);
  return failed > 0 ? 1 : 0;
}
