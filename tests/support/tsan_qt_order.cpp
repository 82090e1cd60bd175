// Tells ThreadSanitizer the order that Qt's event queues give. Linked into every program of the
// tsan preset.
//
// Debian's Qt is not instrumented and its QMutex is a bare futex, so TSan cannot see that a queued
// call runs after it was queued, nor that QThread::wait() returns after the thread's last
// destructor. Without help each such hand-over looks like a race; suppressing the functions at both
// ends would hide the real races in them. Here every hand-over becomes one release and one acquire
// of a single clock: that orders more than Qt does (a race between two threads that both exchanged
// events in between can go unseen), and never less.

#include <QCoreApplication>
#include <QObject>
#include <QThread>
#include <QThreadStorage>

#include <dlfcn.h>

extern "C" {
void __tsan_acquire(void* address);
void __tsan_release(void* address);
}

namespace {

char theOrder;

/// Dies in QThread's own clean-up, before wait() returns.
struct LastWord {
    ~LastWord() { __tsan_release(&theOrder); }
};

QThreadStorage<LastWord*>& lastWords()
{
    static QThreadStorage<LastWord*> storage;
    return storage;
}

/// Qt asks this before it delivers an event.
bool anEventArrives(void**)
{
    __tsan_acquire(&theOrder);
    if (!lastWords().hasLocalData())
        lastWords().setLocalData(new LastWord);
    return false;
}

const bool isListening
    = QInternal::registerCallback(QInternal::EventNotifyCallback, anEventArrives);

template <typename Function> Function theReal(const char* symbol)
{
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, symbol));
}

/// A functor on its way to another thread; what it did is known to whoever waits for it.
class OrderedCall final : public QtPrivate::QSlotObjectBase {
public:
    explicit OrderedCall(QSlotObjectBase* inner)
        : QSlotObjectBase(&OrderedCall::act)
        , m_inner(inner)
    {
    }

private:
    static void act(int which, QSlotObjectBase* self, QObject* receiver, void** arguments, bool*)
    {
        __tsan_acquire(&theOrder);
        auto* call = static_cast<OrderedCall*>(self);
        if (which == Destroy) {
            call->m_inner->destroyIfLastRef();
            delete call;
        } else if (which == Call) {
            call->m_inner->call(receiver, arguments);
        }
        __tsan_release(&theOrder);
    }

    QSlotObjectBase* m_inner;
};

} // namespace

// The linker prefers these to Qt's own wherever our objects call them.

void QMetaObject::activate(QObject* sender, const QMetaObject* type, int signal, void** arguments)
{
    static const auto real = theReal<void (*)(QObject*, const QMetaObject*, int, void**)>(
        "_ZN11QMetaObject8activateEP7QObjectPKS_iPPv");
    __tsan_release(&theOrder);
    real(sender, type, signal, arguments);
    __tsan_acquire(&theOrder); // a blocking connection waited
}

bool QMetaObject::invokeMethodImpl(QObject* object, QtPrivate::QSlotObjectBase* slot,
                                   Qt::ConnectionType type, void* result)
{
    static const auto real
        = theReal<bool (*)(QObject*, QtPrivate::QSlotObjectBase*, Qt::ConnectionType, void*)>(
            "_ZN11QMetaObject16invokeMethodImplEP7QObjectPN9QtPrivate15QSlotObjectBaseEN2Qt14"
            "ConnectionTypeEPv");
    auto* call = new OrderedCall(slot);
    __tsan_release(&theOrder);
    const bool done = real(object, call, type, result);
    __tsan_acquire(&theOrder);
    return done;
}

void QCoreApplication::postEvent(QObject* receiver, QEvent* event, int priority)
{
    static const auto real = theReal<void (*)(QObject*, QEvent*, int)>(
        "_ZN16QCoreApplication9postEventEP7QObjectP6QEventi");
    __tsan_release(&theOrder);
    real(receiver, event, priority);
}

void QObject::deleteLater()
{
    static const auto real = theReal<void (*)(QObject*)>("_ZN7QObject11deleteLaterEv");
    __tsan_release(&theOrder);
    real(this);
}

bool QThread::wait(QDeadlineTimer deadline)
{
    static const auto real
        = theReal<bool (*)(QThread*, QDeadlineTimer)>("_ZN7QThread4waitE14QDeadlineTimer");
    const bool ended = real(this, deadline);
    __tsan_acquire(&theOrder);
    return ended;
}
