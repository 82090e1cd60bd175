#pragma once

#include <QString>
#include <QStringList>

namespace lavalier::app {

/// Walks over the arguments; every option is consumed by exactly one question.
class Arguments {
public:
    explicit Arguments(QStringList all)
        : m_rest(std::move(all))
    {
    }

    bool takeFlag(const QString& name) { return m_rest.removeAll(name) > 0; }

    /// The value of `--name value` or `--name=value`; null when absent.
    QString takeValue(const QString& name)
    {
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

    QString takePositional()
    {
        for (qsizetype i = 0; i < m_rest.size(); ++i)
            if (!m_rest[i].startsWith(u'-'))
                return m_rest.takeAt(i);
        return {};
    }

    const QStringList& rest() const { return m_rest; }
    const QString& missingValue() const { return m_missingValue; }

private:
    QStringList m_rest;
    QString m_missingValue;
};

} // namespace lavalier::app
