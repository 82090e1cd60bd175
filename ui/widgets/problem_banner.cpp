#include "ui/widgets/problem_banner.h"

#include "ui/text/problem_text.h"
#include "ui/widgets/parts.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include <algorithm>

namespace lavalier::ui {

ProblemBanner::ProblemBanner(const Problem& problem, QWidget* parent)
    : QFrame(parent)
    , m_problem(problem)
{
    const bool notice = problem.severity == Problem::Severity::Notice;
    setProperty("kind", QStringLiteral("problem"));
    setProperty("severity",
                problem.severity == Problem::Severity::Error ? QStringLiteral("error")
                    : notice                                 ? QStringLiteral("notice")
                                                             : QStringLiteral("warning"));
    setAccessibleName(problem.whatHappened);
    setAccessibleDescription(problemReport(problem));

    auto* icon
        = new IconLabel(notice ? QStringLiteral("notice") : QStringLiteral("warning"),
                        notice ? &ThemeTokens::accent : &ThemeTokens::attentionText, 18, this);
    auto* happened = plainLabel(problem.whatHappened, nullptr, this);
    happened->setFont(scaledFont(font(), 1, QFont::DemiBold));
    happened->setWordWrap(true);
    QString rest = problem.whatIsSafe;
    if (!problem.whatToDo.isEmpty())
        rest += (rest.isEmpty() ? QString() : QStringLiteral(" ")) + problem.whatToDo;
    auto* more = plainLabel(rest, "secondary", this);
    more->setWordWrap(true);
    more->setVisible(!rest.isEmpty());
    auto* technical = plainLabel(problem.technical, "secondary", this);
    technical->setFont(scaledFont(font(), 0.9));
    technical->setWordWrap(true);
    technical->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    technical->hide();

    auto* details = new IconButton({}, tr("Details"), QStringLiteral("link"), this);
    details->setVisible(!problem.technical.isEmpty());
    auto* copy = new IconButton({}, tr("Copy"), QStringLiteral("link"), this);
    copy->setAccessibleName(tr("Copy problem"));
    copy->hide(); // with the details
    auto* close
        = new IconButton(QStringLiteral("close"), tr("Dismiss"), QStringLiteral("quiet"), this);
    close->setNarrow(true);

    auto* words = new QVBoxLayout;
    words->setSpacing(2);
    words->addWidget(happened);
    words->addWidget(more);
    words->addWidget(technical);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(12, 7, 6, 7);
    layout->setSpacing(10);
    layout->addWidget(icon, 0, Qt::AlignTop);
    layout->addLayout(words, 1);
    layout->addWidget(copy);
    layout->addWidget(details);
    for (const Problem::Remedy remedy : {problem.remedy, problem.otherRemedy}) {
        if (remedy == Problem::Remedy::None)
            continue;
        auto* button = new IconButton({}, remedyLabel(remedy), {}, this);
        layout->addWidget(button);
        connect(button, &QPushButton::clicked, this,
                [this, remedy] { emit remedyChosen(m_problem.key, remedy); });
    }
    layout->addWidget(close);

    connect(details, &QPushButton::clicked, this, [=] {
        const bool show = technical->isHidden();
        technical->setVisible(show);
        copy->setVisible(show);
        details->setWords(show ? tr("Less") : tr("Details"));
    });
    connect(copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(problemReport(m_problem)); });
    connect(close, &QPushButton::clicked, this, [this] { emit dismissed(m_problem.key); });
}

ProblemStack::ProblemStack(QWidget* parent)
    : QWidget(parent)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(20, 10, 20, 2);
    m_layout->setSpacing(6);
    setAccessibleName(tr("Problems"));
    rebuild();
}

void ProblemStack::setProblems(std::vector<Problem> problems)
{
    if (problems == m_problems)
        return;
    m_problems = std::move(problems);
    rebuild();
}

void ProblemStack::add(const Problem& problem)
{
    const auto same = std::find_if(m_problems.begin(), m_problems.end(),
                                   [&](const Problem& p) { return p.key == problem.key; });
    if (same != m_problems.end() && *same == problem)
        return;
    if (same != m_problems.end())
        *same = problem;
    else
        m_problems.push_back(problem);
    rebuild();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void ProblemStack::resolve(const QString& key)
{
    if (std::erase_if(m_problems, [&](const Problem& p) { return p.key == key; }) > 0)
        rebuild();
}

void ProblemStack::rebuild()
{
    while (QLayoutItem* item = m_layout->takeAt(0)) {
        if (item->widget()) {
            item->widget()->hide();
            item->widget()->deleteLater(); // we may be inside its click
        }
        delete item;
    }
    std::vector<Problem> sorted = m_problems;
    std::stable_sort(sorted.begin(), sorted.end(), [](const Problem& a, const Problem& b) {
        return static_cast<int>(a.severity) > static_cast<int>(b.severity);
    });
    for (std::size_t i = 0; i < sorted.size() && i < kShown; ++i) {
        auto* banner = new ProblemBanner(sorted[i], this);
        connect(banner, &ProblemBanner::dismissed, this, [this](const QString& key) {
            resolve(key);
            emit dismissed(key);
        });
        connect(banner, &ProblemBanner::remedyChosen, this, &ProblemStack::remedyChosen);
        m_layout->addWidget(banner);
    }
    if (sorted.size() > kShown)
        m_layout->addWidget(
            plainLabel(tr("and %n more", nullptr, static_cast<int>(sorted.size()) - kShown),
                       "secondary", this));
    setVisible(!sorted.empty());
}

} // namespace lavalier::ui
