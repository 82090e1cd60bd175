#pragma once

#include <QString>

#include <functional>
#include <vector>

namespace lavalier::bench {

/// What was asked for on the command line.
struct Options {
    int& argc;
    char** argv;
    bool quick = false;
    QString folder; ///< for recordings and exports; on a disk like the user's
};

struct Goal {
    enum class Side { AtMost, AtLeast };
    Side side = Side::AtMost;
    double value = 0;

    bool isReached(double figure) const
    {
        return side == Side::AtMost ? figure <= value : figure >= value;
    }
};
constexpr Goal atMost(double value)
{
    return {Goal::Side::AtMost, value};
}
constexpr Goal atLeast(double value)
{
    return {Goal::Side::AtLeast, value};
}

/// One figure over all rounds.
struct Spread {
    double median = 0;
    double least = 0;
    double most = 0;
};
Spread spreadOf(std::vector<double> figures);

/// Costs side by side: [side][round].
using Rounds = std::vector<std::vector<double>>;

/// Runs the sides in turn (A B C, A B C, …) so that whatever else the machine does meets all of
/// them. A side that returns a negative cost could not be measured and ends everything.
using Side = std::function<double()>;
Rounds inTurn(int rounds, const std::vector<Side>& sides);
/// Round by round, then the spread: a noisy minute spoils one ratio, not the comparison.
Spread ratioOf(const std::vector<double>& cost, const std::vector<double>& base);

/// Prints figures beside their goals, and remembers whether all could be measured.
class Report {
public:
    void begin(const char* section, const char* claim);
    /// `unit` follows the figure; "" for a plain ratio.
    void figure(const char* name, Spread spread, const char* unit, Goal goal);
    void figure(const char* name, double value, const char* unit, Goal goal);
    /// For the curious; nothing is asked of it.
    void note(const QString& text);
    /// No figure at all. The program then fails.
    void unmeasured(const char* name, const QString& why);

    bool allMeasured() const { return m_allMeasured; }

private:
    bool m_allMeasured = true;
};

} // namespace lavalier::bench
