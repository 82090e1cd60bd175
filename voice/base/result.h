#pragma once

#include <optional>
#include <utility>
#include <variant>

namespace lavalier {

/// The reason there is no value; what a function returns when it fails.
template <typename E> struct Failure {
    E error;
};
template <typename E> Failure(E) -> Failure<E>;

/// Either the value a function was asked for or the reason there is none.
///
/// Carries std::expected's member names, so that C++23 can replace it by an alias.
/// Errors:  reading the value of a failure (or the error of a success) is our own mistake and
///          throws std::bad_variant_access.
template <typename T, typename E> class [[nodiscard]] Result {
public:
    using value_type = T;
    using error_type = E;

    Result(T value)
        : m_data(std::in_place_index<0>, std::move(value))
    {
    }
    Result(Failure<E> failure)
        : m_data(std::in_place_index<1>, std::move(failure.error))
    {
    }

    bool has_value() const noexcept { return m_data.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    const T& operator*() const& { return std::get<0>(m_data); }
    T& operator*() & { return std::get<0>(m_data); }
    T&& operator*() && { return std::get<0>(std::move(m_data)); }
    const T* operator->() const { return &std::get<0>(m_data); }
    T* operator->() { return &std::get<0>(m_data); }
    const T& value() const& { return std::get<0>(m_data); }
    T&& value() && { return std::get<0>(std::move(m_data)); }
    const E& error() const { return std::get<1>(m_data); }

private:
    std::variant<T, E> m_data;
};

/// Success without a value, or the reason it did not work.
template <typename E> class [[nodiscard]] Result<void, E> {
public:
    using value_type = void;
    using error_type = E;

    Result() = default;
    Result(Failure<E> failure)
        : m_error(std::move(failure.error))
    {
    }

    bool has_value() const noexcept { return !m_error.has_value(); }
    explicit operator bool() const noexcept { return has_value(); }
    const E& error() const { return m_error.value(); }

private:
    std::optional<E> m_error;
};

} // namespace lavalier
