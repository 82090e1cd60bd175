#pragma once

#include <cstdint>

namespace lavalier::test {

/// Lets allocations of this whole process fail, whoever makes them: C++, Qt, SQLite, the C library.
/// Under a sanitizer, which brings its own malloc, those of C++ alone.
namespace failing_memory {

enum class From { Once, ForGood };

/// The n-th allocation from now on fails, or all from there on; with n = 0 they are only counted.
/// From any thread.
void fail(std::int64_t n, From from);
void stop();
std::int64_t counted();
bool hasFailed();

} // namespace failing_memory
} // namespace lavalier::test
