#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <cstdint>
#include <map>

namespace lavalier::app {

/// What a report is made of, before anything is taken out.
struct ReportFacts {
    QString confinement; ///< as About says it
    QString look; ///< which windows' system shows it; empty without a window
    std::map<QString, std::uint64_t> counters; ///< of the media path, by name
    QStringList problems; ///< keys of those that are shown now
    QByteArray log; ///< the end of our own log
    QStringList names; ///< known words that must not be in it: people, servers, channels, this user
};

/// Text for whoever helps: program, system, counts, problems and the log's end. It can be read
/// before it is given away.
///
/// Holds no token, name, path, address or id: an id becomes a short mark that is the same
/// throughout one report and another in the next; whatever is quoted, or is no plain word or
/// number, becomes "…".
QString reportText(const ReportFacts& facts);

/// Makes one report's lines fit to be given away.
class ReportCleaner {
public:
    /// `salt` makes marks of ids that nobody can find out by trying all of them.
    ReportCleaner(QByteArray salt, const QStringList& names);
    QString clean(const QString& line) const;
    /// Of what Qt and the system say about themselves: names and ids go, the signs within versions
    /// stay. A machine's owner may have put more into it.
    QString cleanVersion(const QString& text) const;

private:
    bool tells(const QString& word) const;
    QString cleanWord(const QString& word) const;

    const QByteArray m_salt;
    QStringList m_names; ///< case folded
};

/// The last lines of our log in `file`, at most so many; older files are not opened.
QByteArray logTail(const QString& file, int lines);
/// This user's and this machine's, as the system knows them.
QStringList ownNames();

} // namespace lavalier::app
