#include "voice/base/snowflake.h"

namespace lavalier {

std::optional<std::uint64_t> parseSnowflake(QStringView text)
{
    if (text.isEmpty() || text.size() > 20)
        return std::nullopt;
    std::uint64_t number = 0;
    for (const QChar character : text) {
        if (character < u'0' || character > u'9')
            return std::nullopt;
        const auto digit = static_cast<std::uint64_t>(character.unicode() - u'0');
        if (__builtin_mul_overflow(number, std::uint64_t {10}, &number)
            || __builtin_add_overflow(number, digit, &number))
            return std::nullopt;
    }
    if (number == 0)
        return std::nullopt;
    return number;
}

QDateTime creationTime(std::uint64_t snowflake)
{
    constexpr qint64 kDiscordEpochMs = 1'420'070'400'000;
    return QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(snowflake >> 22) + kDiscordEpochMs,
                                          Qt::UTC);
}

} // namespace lavalier
