#pragma once
// Work that takes longer than a thread of the server should be held.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/thread_pool.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <type_traits>

namespace linli::http {

// Runs it on the worker's thread; whoever awaits it goes on where it was.
template <class Work>
boost::asio::awaitable<std::invoke_result_t<Work&>> aside(boost::asio::thread_pool& worker, Work work) {
  using R = std::invoke_result_t<Work&>;
  co_return co_await boost::asio::co_spawn(
      worker, [&work]() -> boost::asio::awaitable<R> { co_return work(); }, boost::asio::use_awaitable);
}

}  // namespace linli::http
