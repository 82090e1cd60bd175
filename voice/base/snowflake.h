#pragma once

#include "voice/base/strong_id.h"

#include <QDateTime>
#include <QString>

#include <optional>

namespace lavalier {

/// Discord ids travel as decimal strings of an unsigned 64-bit number.
///
/// Errors:  anything but 1 to 20 ASCII digits in 64 bits, or zero, is nullopt.
/// Source:  Discord API reference, "Snowflakes".
std::optional<std::uint64_t> parseSnowflake(QStringView text);

template <typename Id> std::optional<Id> parseId(QStringView text)
{
    const auto number = parseSnowflake(text);
    return number ? std::optional<Id>(Id(*number)) : std::nullopt;
}

template <typename Id> QString toString(Id id)
{
    return QString::number(id.value());
}

/// When the object was created, from the id's upper 42 bits.
QDateTime creationTime(std::uint64_t snowflake);

} // namespace lavalier
