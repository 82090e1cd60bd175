#pragma once

#include "ui/ports/export_port.h"

#include <QString>

#include <vector>

namespace lavalier::app {

/// The presets a person saved, in one small file of the configuration folder.
///
/// Words that this version does not know fall back to what a dialog begins with; a file that is no
/// JSON is as if it were empty, and is replaced by the next save.
/// Thread:  GUI.
class ExportPresets {
public:
    /// Empty: kept for this run only.
    explicit ExportPresets(QString file);

    const std::vector<ui::NamedChoices>& all() const { return m_presets; }
    /// Replaces its namesake; beyond 200 there is no room for another.
    void save(const ui::NamedChoices& preset);
    void remove(const QString& name);

private:
    void load();
    void write() const;

    const QString m_file;
    std::vector<ui::NamedChoices> m_presets; ///< by name
};

} // namespace lavalier::app
