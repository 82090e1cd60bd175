#include "voice/gateway/json_reader.h"

#include "voice/base/json_depth.h"

#include <QJsonDocument>

#include <cmath>

namespace lavalier::gateway {

Result<QJsonObject, JsonError> parseJsonObject(QByteArrayView text, qsizetype maxLength)
{
    if (text.size() > maxLength)
        return Failure {JsonError::TooLong};
    if (!jsonDepthWithin(text, kMaxJsonDepth))
        return Failure {JsonError::TooDeep};
    QJsonParseError error {};
    const QJsonDocument document
        = QJsonDocument::fromJson(QByteArray::fromRawData(text.data(), text.size()), &error);
    if (error.error != QJsonParseError::NoError || !document.isObject())
        return Failure {JsonError::Malformed};
    return document.object();
}

QString FieldReader::text(QLatin1String key) const
{
    const QJsonValue value = m_object.value(key);
    if (value.isString())
        return value.toString().left(kMaxRemoteText);
    if (!value.isNull() && !value.isUndefined())
        ++m_malformed;
    return {};
}

bool FieldReader::flag(QLatin1String key) const
{
    const QJsonValue value = m_object.value(key);
    if (!value.isBool() && !value.isNull() && !value.isUndefined())
        ++m_malformed;
    return value.toBool();
}

int FieldReader::number(QLatin1String key, int smallest, int largest) const
{
    const QJsonValue value = m_object.value(key);
    if (value.isNull() || value.isUndefined())
        return 0;
    const double number = value.toDouble(std::nan(""));
    if (!(number >= smallest && number <= largest)) {
        ++m_malformed;
        return 0;
    }
    return static_cast<int>(number);
}

std::optional<std::uint64_t> FieldReader::bits(QLatin1String key) const
{
    const QJsonValue value = m_object.value(key);
    if (value.isNull() || value.isUndefined())
        return std::nullopt;
    // Some stand-ins for Discord write numbers; those that kept all their bits are as good.
    if (value.isDouble()) {
        const qint64 number = value.toInteger(-1);
        if (number >= 0)
            return static_cast<std::uint64_t>(number);
        ++m_malformed;
        return std::nullopt;
    }
    const QString digits = value.toString();
    if (digits == QLatin1String("0"))
        return 0;
    const auto parsed = parseSnowflake(digits);
    if (!parsed)
        ++m_malformed;
    return parsed;
}

QJsonObject FieldReader::object(QLatin1String key) const
{
    const QJsonValue value = m_object.value(key);
    if (!value.isObject() && !value.isNull() && !value.isUndefined())
        ++m_malformed;
    return value.toObject();
}

QJsonArray FieldReader::array(QLatin1String key) const
{
    const QJsonValue value = m_object.value(key);
    if (!value.isArray() && !value.isNull() && !value.isUndefined())
        ++m_malformed;
    return value.toArray();
}

bool FieldReader::has(QLatin1String key) const
{
    const QJsonValue value = m_object.value(key);
    return !value.isNull() && !value.isUndefined();
}

} // namespace lavalier::gateway
