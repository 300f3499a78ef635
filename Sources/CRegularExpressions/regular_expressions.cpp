#include "CRegularExpressions.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstring>
#include <memory>
#include <new>

struct regular_expression {
    const re2::RE2 expression;
};

static re2::RE2::Options options(bool ignores_case, size_t memory) {
    re2::RE2::Options options;
    options.set_posix_syntax(true);
    options.set_perl_classes(true);
    options.set_word_boundary(true);
    options.set_one_line(true);
    options.set_dot_nl(true);
    options.set_never_capture(true);
    options.set_case_sensitive(!ignores_case);
    options.set_log_errors(false);
    options.set_max_mem(static_cast<int64_t>(memory));
    return options;
}

static void put(const char *text, size_t count, char *reason, size_t capacity) {
    if (capacity == 0) { return; }
    size_t kept = std::min(count, capacity - 1);
    std::memcpy(reason, text, kept);
    reason[kept] = '\0';
}

extern "C" regular_expression *regular_expression_create(
    const char *pattern, size_t count, bool ignores_case, size_t memory, char *reason, size_t capacity) {
    try {
        auto made = std::unique_ptr<regular_expression>(
            new regular_expression{{re2::StringPiece(pattern, count), options(ignores_case, memory)}});
        if (made->expression.ok()) { return made.release(); }
        const std::string &error = made->expression.error();
        put(error.data(), error.size(), reason, capacity);
    } catch (...) {
        static const char text[] = "there is no memory for it";
        put(text, sizeof text - 1, reason, capacity);
    }
    return nullptr;
}

extern "C" void regular_expression_destroy(regular_expression *expression) {
    delete expression;
}

extern "C" size_t regular_expression_size(const regular_expression *expression) {
    return static_cast<size_t>(std::max(expression->expression.ProgramSize(), 1));
}

extern "C" bool regular_expression_is_found(const regular_expression *expression, const char *text, size_t count) {
    try {
        return expression->expression.Match(
            re2::StringPiece(text, count), 0, count, re2::RE2::UNANCHORED, nullptr, 0);
    } catch (...) {
        return false;
    }
}
