#pragma once

#include "ui/ports/problem.h"
#include "ui/widgets/banner.h"

#include <vector>

class QScrollArea;
class QVBoxLayout;

namespace lavalier::ui {

class IconButton;

/// One problem as sentences beside what it concerns; never in the way.
class ProblemBanner : public Banner {
    Q_OBJECT
public:
    explicit ProblemBanner(const Problem& problem, QWidget* parent = nullptr);
    const Problem& problem() const { return m_problem; }

signals:
    void dismissed(const QString& key);
    void remedyChosen(const QString& key, lavalier::ui::Problem::Remedy remedy);

private:
    Problem m_problem;
};

/// At most three problems at a time, the gravest first, and no more than half of what is around
/// them; the rest is counted, and opened by a button. A problem that stays keeps its banner, so
/// that the keyboard and opened details stay where they are.
class ProblemStack : public QWidget {
    Q_OBJECT
public:
    static constexpr int kShown = 3;

    explicit ProblemStack(QWidget* parent = nullptr);
    void setProblems(std::vector<Problem> problems);
    void add(const Problem& problem);
    void resolve(const QString& key);
    const std::vector<Problem>& problems() const { return m_problems; }

signals:
    void dismissed(const QString& key);
    void remedyChosen(const QString& key, lavalier::ui::Problem::Remedy remedy);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void rebuild();
    void fit();
    ProblemBanner* makeBanner(const Problem& problem);

    std::vector<Problem> m_problems;
    std::vector<ProblemBanner*> m_banners; ///< in the order shown
    bool m_all = false; ///< also what there is no room for without scrolling
    QScrollArea* m_area;
    QWidget* m_column;
    QVBoxLayout* m_layout;
    IconButton* m_more;
};

} // namespace lavalier::ui
