#pragma once

#include <QTest>

namespace lavalier::test {

/// How long a test waits for what must come. QtTest's own 5 s are luck on a machine that has other
/// things to do; a test that passes hardly ever waits that long.
inline constexpr int kPatience = 30'000; // ms

} // namespace lavalier::test

#undef QTRY_VERIFY
#define QTRY_VERIFY(expression) QTRY_VERIFY_WITH_TIMEOUT((expression), lavalier::test::kPatience)
#undef QTRY_COMPARE
#define QTRY_COMPARE(actual, expected)                                                             \
    QTRY_COMPARE_WITH_TIMEOUT((actual), (expected), lavalier::test::kPatience)
