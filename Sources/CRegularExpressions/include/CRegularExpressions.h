/// RE2 behind plain C: regular expressions that take time linear in the text and no more memory than they are given.
///
/// No exception leaves these functions, and nothing is printed.

#ifndef CREGULAREXPRESSIONS_H
#define CREGULAREXPRESSIONS_H

#include <stdbool.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A compiled expression; any number of threads may search with it at a time.
typedef struct regular_expression regular_expression;

/// Compiles an expression: POSIX extended syntax with `\d`, `\s`, `\w` and `\b` of Perl, in UTF-8.
///
/// `^` and `$` are the beginning and the end of the text, and `.` fits a line's end as well. `memory` is how many bytes
/// the compiled form and what searches keep of it may take, roughly. Where the expression is refused, NULL comes back and
/// `reason` holds why, with a NUL at its end.
regular_expression *regular_expression_create(
    const char *pattern, size_t count, bool ignores_case, size_t memory, char *reason, size_t capacity);
void regular_expression_destroy(regular_expression *expression);

/// Of how many instructions it consists: a search takes no more steps than this for each byte of the text.
size_t regular_expression_size(const regular_expression *expression);

/// Whether it fits a part of a text; no if memory runs out.
bool regular_expression_is_found(const regular_expression *expression, const char *text, size_t count);

#ifdef __cplusplus
}
#endif

#endif
