#pragma once

#include <QString>

namespace lavalier::app {

/// Tells a start that the run before it was cut off: a file that is there while the program runs.
///
/// Only for whoever is the one instance of its profile; empty, for this user alone.
/// Errors:  where it cannot be made, nobody is told of an unclean end.
class RunMark {
public:
    /// `name` is the instance's; any text.
    RunMark(const QString& folder, const QString& name);
    /// Takes the mark away, unless settle() did.
    ~RunMark();
    RunMark(const RunMark&) = delete;
    RunMark& operator=(const RunMark&) = delete;

    /// The run before this one did not end in order.
    bool wasLeft() const { return m_wasLeft; }
    /// From now on every end is in order: it is on its way, and the system may not wait for it.
    void settle();

private:
    const QString m_file;
    bool m_wasLeft = false;
};

} // namespace lavalier::app
