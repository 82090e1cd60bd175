#pragma once

#include "ui/ports/recorder_port.h"

#include <vector>

/// Invented calls for the pictures of ui_preview; the same in every run.
namespace lavalier::ui::preview {

/// A recording at The Table that has run for an hour and a bit, `count` people, some in trouble.
void fillLive(LiveSnapshot& live, int count, bool longNames);
/// Levels at a moment: everybody talks a lot.
void animate(LiveSnapshot& live, double seconds);
/// Names that a window must survive: 64 letters, right to left, emoji, CJK, marks upon marks.
QString longName(int index);

/// People taking turns.
class Conversation {
public:
    explicit Conversation(std::size_t people);
    void speak(LiveSnapshot& live, double seconds) const;

private:
    struct Turn {
        std::size_t who;
        double from;
        double to;
    };
    std::size_t next();

    std::uint64_t m_seed = 7;
    std::vector<Turn> m_turns;
};

} // namespace lavalier::ui::preview
