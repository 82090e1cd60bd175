#pragma once

#include <QObject>

#include <array>

class QAction;

namespace lavalier::ui {

/// Every command of the window; each is in a menu and has a shortcut or a button, mostly both.
struct Actions {
    QObject owner; ///< all actions die with it when the language changes
    QAction* join;
    QAction* leave;
    QAction* nextCall;
    QAction* previousCall;
    std::array<QAction*, 9> callAt; ///< by place in the row; those that are there can be seen
    QAction* record;
    QAction* pause;
    QAction* stop;
    QAction* marker;
    QAction* markerWithText;
    QAction* exportTracks;
    QAction* encryption;
    QAction* copyCode;
    QAction* listen;
    QAction* louder;
    QAction* quieter;
    QAction* live;
    QAction* recordings;
    QAction* find;
    QAction* compact;
    QAction* resetClips;
    QAction* settings;
    QAction* setup;
    QAction* demo;
    QAction* shortcuts;
    QAction* report;
    QAction* about;
    QAction* quit;
};

} // namespace lavalier::ui
