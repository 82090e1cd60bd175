#pragma once

#include <QString>
#include <QStringList>

#include <array>
#include <map>
#include <utility>

namespace lavalier::app {

/// Walks over the arguments; every option is consumed by exactly one question.
class Arguments {
public:
    explicit Arguments(QStringList all)
        : m_rest(std::move(all))
    {
    }

    bool takeFlag(const QString& name)
    {
        m_lookedFor.try_emplace(name);
        return m_rest.removeAll(name) > 0;
    }

    /// The value of `--name value` or `--name=value`; null when absent.
    QString takeValue(const QString& name)
    {
        m_lookedFor.try_emplace(name);
        for (qsizetype i = 0; i < m_rest.size(); ++i) {
            if (m_rest[i].startsWith(name + u'='))
                return m_rest.takeAt(i).mid(name.size() + 1);
            if (m_rest[i] != name)
                continue;
            m_rest.removeAt(i);
            if (i >= m_rest.size() || m_rest[i].startsWith(QLatin1String("--"))) {
                m_missingValue = name;
                return {};
            }
            return m_rest.takeAt(i);
        }
        return {};
    }

    /// The value of `name` out of a short list; what is left out changes nothing. False for any
    /// other value.
    template <typename T, std::size_t N>
    bool takeChoice(const QString& name, const std::array<std::pair<const char*, T>, N>& choices,
                    T& chosen)
    {
        const QString given = takeValue(name);
        QStringList all;
        bool found = given.isNull();
        for (const auto& [word, value] : choices) {
            all.append(QLatin1String(word));
            if (given != QLatin1String(word))
                continue;
            chosen = value;
            found = true;
        }
        m_lookedFor[name] = all.join(u'|');
        return found;
    }

    QString takePositional()
    {
        for (qsizetype i = 0; i < m_rest.size(); ++i)
            if (!m_rest[i].startsWith(u'-'))
                return m_rest.takeAt(i);
        return {};
    }

    const QStringList& rest() const { return m_rest; }
    const QString& missingValue() const { return m_missingValue; }
    /// Names of options, with the values of those that have few.
    const std::map<QString, QString>& lookedFor() const { return m_lookedFor; }

private:
    QStringList m_rest;
    QString m_missingValue;
    std::map<QString, QString> m_lookedFor;
};

} // namespace lavalier::app
