#include "ui/widgets/problem_banner.h"

#include "ui/text/problem_text.h"
#include "ui/widgets/announcer.h"
#include "ui/widgets/parts.h"

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QVBoxLayout>

#include <algorithm>

namespace lavalier::ui {

namespace {

Banner::Tone toneOf(Problem::Severity severity)
{
    switch (severity) {
    case Problem::Severity::Notice:
        return Banner::Tone::Notice;
    case Problem::Severity::Warning:
        return Banner::Tone::Warning;
    case Problem::Severity::Error:
        break;
    }
    return Banner::Tone::Error;
}

} // namespace

ProblemBanner::ProblemBanner(const Problem& problem, QWidget* parent)
    : Banner(toneOf(problem.severity), parent)
    , m_problem(problem)
{
    setAccessibleName(problem.whatHappened);
    setAccessibleDescription(problemReport(problem));
    setWords(problem.whatHappened, QString(problem.whatIsSafe + u' ' + problem.whatToDo).trimmed());
    auto* technical = plainLabel(problem.technical, "secondary", this);
    technical->setFont(scaledFont(font(), 0.9));
    technical->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    technical->hide();
    addLine(technical);

    auto* copy = new IconButton({}, tr("Copy"), QStringLiteral("link"), this);
    copy->setAccessibleName(tr("Copy problem"));
    copy->hide(); // with the details
    addButton(copy);
    auto* details = new IconButton({}, tr("Details"), QStringLiteral("link"), this);
    details->setVisible(!problem.technical.isEmpty());
    addButton(details);
    for (const Problem::Remedy remedy : {problem.remedy, problem.otherRemedy}) {
        if (remedy == Problem::Remedy::None)
            continue;
        auto* button = new IconButton({}, remedyLabel(remedy), {}, this);
        addButton(button);
        connect(button, &QPushButton::clicked, this,
                [this, remedy] { emit remedyChosen(m_problem.key, remedy); });
    }
    auto* close
        = new IconButton(QStringLiteral("close"), tr("Dismiss"), QStringLiteral("quiet"), this);
    close->setNarrow(true);
    setCloseButton(close);

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
    , m_more(plainLabel({}, "secondary", this))
{
    m_layout->setContentsMargins(20, 10, 20, 2);
    m_layout->setSpacing(6);
    m_layout->addWidget(m_more);
    setAccessibleName(tr("Problems"));
    if (parent)
        parent->installEventFilter(this);
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
    announce(this, QString(problem.whatHappened + u' ' + problem.whatIsSafe).trimmed());
}

void ProblemStack::resolve(const QString& key)
{
    if (std::erase_if(m_problems, [&](const Problem& p) { return p.key == key; }) > 0)
        rebuild();
}

ProblemBanner* ProblemStack::makeBanner(const Problem& problem)
{
    auto* banner = new ProblemBanner(problem, this);
    connect(banner, &ProblemBanner::dismissed, this, [this](const QString& key) {
        resolve(key);
        emit dismissed(key);
    });
    connect(banner, &ProblemBanner::remedyChosen, this, &ProblemStack::remedyChosen);
    return banner;
}

void ProblemStack::rebuild()
{
    std::vector<Problem> sorted = m_problems;
    std::stable_sort(sorted.begin(), sorted.end(), [](const Problem& a, const Problem& b) {
        return static_cast<int>(a.severity) > static_cast<int>(b.severity);
    });
    std::vector<ProblemBanner*> before = std::exchange(m_banners, {});
    for (std::size_t i = 0; i < sorted.size() && i < kShown; ++i) {
        const auto same = std::find_if(before.begin(), before.end(), [&](const ProblemBanner* b) {
            return b->problem() == sorted[i];
        });
        ProblemBanner* banner = same == before.end() ? makeBanner(sorted[i]) : *same;
        if (same != before.end())
            before.erase(same);
        m_layout->insertWidget(static_cast<int>(i), banner);
        m_banners.push_back(banner);
    }
    for (ProblemBanner* gone : before) {
        m_layout->removeWidget(gone);
        gone->hide();
        gone->deleteLater(); // we may be inside its click
    }
    QList<QWidget*> controls;
    for (const ProblemBanner* banner : m_banners)
        controls.append(banner->controls());
    keepInTabOrder(this, controls);
    fit();
    setVisible(!sorted.empty());
}

void ProblemStack::fit()
{
    const QMargins around = m_layout->contentsMargins();
    const int wide = width() - around.left() - around.right();
    const int most = parentWidget() ? parentWidget()->height() / 2 : 0;
    int high = around.top();
    std::size_t shown = 0;
    for (ProblemBanner* banner : m_banners) {
        banner->ensurePolished();
        const int needed = banner->heightForWidth(std::max(wide, 200));
        banner->setFixedHeight(needed); // a layout gives less where others want more
        high += needed + m_layout->spacing();
        // The gravest is there whatever it takes.
        const bool fits = shown == 0 || most <= 0 || high <= most;
        banner->setVisible(fits);
        if (!fits)
            high = most + 1; // nor anything after it
        shown += fits ? 1 : 0;
    }
    m_more->setText(tr("and %n more", nullptr, static_cast<int>(m_problems.size() - shown)));
    m_more->setVisible(m_problems.size() > shown);
}

bool ProblemStack::event(QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest)
        fit(); // details that are shown, other words
    return QWidget::event(event);
}

bool ProblemStack::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize && watched == parentWidget())
        fit();
    return QWidget::eventFilter(watched, event);
}

void ProblemStack::resizeEvent(QResizeEvent*)
{
    fit();
}

} // namespace lavalier::ui
