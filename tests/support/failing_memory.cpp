#include "tests/support/failing_memory.h"

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <new>

namespace lavalier::test::failing_memory {
namespace {

// No initialiser of ours has run yet when the first one allocates.
constinit std::atomic<bool> s_on = false;
constinit std::atomic<bool> s_forGood = false;
constinit std::atomic<bool> s_failed = false;
constinit std::atomic<std::int64_t> s_at = 0;
constinit std::atomic<std::int64_t> s_seen = 0;

bool strikes() noexcept
{
    if (!s_on)
        return false;
    const std::int64_t now = ++s_seen;
    if (s_at == 0 || now < s_at || (now > s_at && !s_forGood))
        return false;
    s_failed = true;
    errno = ENOMEM;
    return true;
}

} // namespace

void fail(std::int64_t n, From from)
{
    s_on = false;
    s_at = n;
    s_forGood = from == From::ForGood;
    s_failed = false;
    s_seen = 0;
    s_on = true;
}

void stop()
{
    s_on = false;
}

std::int64_t counted()
{
    return s_seen;
}

bool hasFailed()
{
    return s_failed;
}

} // namespace lavalier::test::failing_memory

using lavalier::test::failing_memory::strikes;

#if defined(__GLIBC__) && !defined(LAVALIER_SANITIZED)

// A program's own malloc is everybody's. What is handed out stays the C library's, and so free()
// needs no word here. Its operator new asks malloc.
extern "C" {

void* __libc_malloc(std::size_t);
void* __libc_calloc(std::size_t, std::size_t);
void* __libc_realloc(void*, std::size_t);

[[gnu::visibility("default")]] void* malloc(std::size_t size) noexcept
{
    return strikes() ? nullptr : __libc_malloc(size);
}

[[gnu::visibility("default")]] void* calloc(std::size_t count, std::size_t size) noexcept
{
    return strikes() ? nullptr : __libc_calloc(count, size);
}

[[gnu::visibility("default")]] void* realloc(void* old, std::size_t size) noexcept
{
    return strikes() ? nullptr : __libc_realloc(old, size);
}
}

#else

namespace {

void* make(std::size_t size) noexcept
{
    return strikes() ? nullptr : std::malloc(size > 0 ? size : 1);
}

void* makeOrThrow(std::size_t size)
{
    void* const made = make(size);
    if (made == nullptr)
        throw std::bad_alloc();
    return made;
}

} // namespace

void* operator new(std::size_t size)
{
    return makeOrThrow(size);
}
void* operator new[](std::size_t size)
{
    return makeOrThrow(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept
{
    return make(size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept
{
    return make(size);
}
void operator delete(void* made) noexcept
{
    std::free(made);
}
void operator delete[](void* made) noexcept
{
    std::free(made);
}
void operator delete(void* made, std::size_t) noexcept
{
    std::free(made);
}
void operator delete[](void* made, std::size_t) noexcept
{
    std::free(made);
}
void operator delete(void* made, const std::nothrow_t&) noexcept
{
    std::free(made);
}
void operator delete[](void* made, const std::nothrow_t&) noexcept
{
    std::free(made);
}

#endif
