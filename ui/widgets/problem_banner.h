#pragma once

#include "ui/ports/problem.h"

#include <QFrame>

#include <vector>

class QLabel;
class QVBoxLayout;

namespace lavalier::ui {

class IconButton;

/// One problem as sentences beside what it concerns; never in the way.
class ProblemBanner : public QFrame {
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

/// At most three problems at a time, the gravest first; the rest is counted and waits.
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

private:
    void rebuild();

    std::vector<Problem> m_problems;
    QVBoxLayout* m_layout;
};

} // namespace lavalier::ui
