#pragma once

#include "voice/base/result.h"
#include "voice/base/snowflake.h"

#include <QJsonArray>
#include <QJsonObject>

namespace lavalier::gateway {

enum class JsonError { TooLong, TooDeep, Malformed };

/// A gateway message may hold a whole large guild.
inline constexpr qsizetype kMaxGatewayMessage = 32 * 1024 * 1024;
/// Discord's names end at 100 characters; longer remote text is cut, not refused.
inline constexpr qsizetype kMaxRemoteText = 256;

/// Parses one JSON object after checking length and depth, so that the parser itself is safe.
Result<QJsonObject, JsonError> parseJsonObject(QByteArrayView text, qsizetype maxLength);

/// Reads fields of one JSON object; a field of the wrong kind counts as absent and as malformed.
///
/// Errors:  never fails. `null` and a missing key are absent without being malformed.
class FieldReader {
public:
    FieldReader(const QJsonObject& object, std::uint64_t& malformed)
        : m_object(object)
        , m_malformed(malformed)
    {
    }

    template <typename Id> std::optional<Id> id(QLatin1String key) const
    {
        const QJsonValue value = m_object.value(key);
        if (value.isNull() || value.isUndefined())
            return std::nullopt;
        // Only strings: a double has already lost the low bits.
        const auto parsed = value.isString() ? parseId<Id>(value.toString()) : std::nullopt;
        if (!parsed)
            ++m_malformed;
        return parsed;
    }
    QString text(QLatin1String key) const; ///< empty when absent
    bool flag(QLatin1String key) const; ///< false when absent
    int number(QLatin1String key, int smallest, int largest) const; ///< 0 when absent
    std::optional<std::uint64_t> bits(QLatin1String key) const; ///< a decimal string or an exact
                                                                ///< number, zero allowed
    QJsonObject object(QLatin1String key) const; ///< empty when absent
    QJsonArray array(QLatin1String key) const; ///< empty when absent
    bool has(QLatin1String key) const; ///< there and not null

private:
    const QJsonObject& m_object;
    std::uint64_t& m_malformed;
};

} // namespace lavalier::gateway
