#include "report.h"

#include <algorithm>
#include <cstdio>

namespace lavalier::bench {

Spread spreadOf(std::vector<double> figures)
{
    if (figures.empty())
        return {};
    std::ranges::sort(figures);
    const std::size_t middle = figures.size() / 2;
    const double median
        = figures.size() % 2 == 1 ? figures[middle] : (figures[middle - 1] + figures[middle]) / 2;
    return {median, figures.front(), figures.back()};
}

Rounds inTurn(int rounds, const std::vector<Side>& sides)
{
    Rounds costs(sides.size());
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t side = 0; side < sides.size(); ++side) {
            const double cost = sides[side]();
            if (cost < 0)
                return {};
            costs[side].push_back(cost);
        }
    }
    return costs;
}

Spread ratioOf(const std::vector<double>& cost, const std::vector<double>& base)
{
    std::vector<double> ratios;
    for (std::size_t round = 0; round < std::min(cost.size(), base.size()); ++round)
        ratios.push_back(cost[round] / base[round]);
    return spreadOf(std::move(ratios));
}

void Report::begin(const char* section, const char* claim)
{
    std::printf("\n%s: %s\n", section, claim);
    std::fflush(stdout);
}

void Report::figure(const char* name, Spread spread, const char* unit, Goal goal)
{
    const char* relation = goal.side == Goal::Side::AtMost ? "<=" : ">=";
    std::printf("  %-44s %9.3f%-7s (%.3f to %.3f)  goal %s %g  %s\n", name, spread.median, unit,
                spread.least, spread.most, relation, goal.value,
                goal.isReached(spread.median) ? "reached" : "NOT reached");
    std::fflush(stdout);
}

void Report::figure(const char* name, double value, const char* unit, Goal goal)
{
    figure(name, Spread {value, value, value}, unit, goal);
}

void Report::note(const QString& text)
{
    std::printf("      %s\n", qUtf8Printable(text));
    std::fflush(stdout);
}

void Report::unmeasured(const char* name, const QString& why)
{
    m_allMeasured = false;
    std::printf("  %-44s could not be measured: %s\n", name, qUtf8Printable(why));
    std::fflush(stdout);
}

} // namespace lavalier::bench
