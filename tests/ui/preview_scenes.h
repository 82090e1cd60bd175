#pragma once

#include "fake_ports.h"
#include "ui/ports/report_port.h"

#include <functional>
#include <vector>

namespace lavalier::ui {
class MainWindow;
}

/// Every state of the window worth looking at, by name.
namespace lavalier::ui::preview {

class Reporter final : public ReportPort {
public:
    QString report() const override;
    bool saveReport(const QString&, const QString&) override { return true; }
};

struct Ports {
    fake::Recorder recorder;
    fake::Library library;
    fake::Exporter exporter;
    fake::SettingsStore settings;
    fake::Rehearsal rehearsal;
    Reporter reporter;
};

struct Scene {
    const char* name;
    /// What is true before the window opens.
    std::function<void(Ports&, bool longNames)> facts;
    /// What somebody does in the open window.
    std::function<void(MainWindow&, Ports&)> act {};
};

const std::vector<Scene>& scenes();

} // namespace lavalier::ui::preview
