#pragma once
// Open311 as app builds it: every call gives a document or says what is wrong.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <functional>
#include <string>

#include "modules/open311/document.hpp"
#include "modules/open311/limiter.hpp"
#include "modules/open311/reader.hpp"
#include "modules/open311/scene.hpp"

namespace linli::open311 {

class Open311 {
 public:
  explicit Open311(Open311Parts parts)
      : parts_(std::move(parts)), posts_(parts_.posts_a_minute), refused_(parts_.refused_a_minute) {}
  template <class T>
  using Awaitable = boost::asio::awaitable<T>;

  Awaitable<Outcome<Node>> discovery(Ask ask);
  Awaitable<Outcome<Node>> services(Ask ask);
  Awaitable<Outcome<Node>> definition(Ask ask, std::string service_code);
  Awaitable<Outcome<Node>> list(Ask ask);
  Awaitable<Outcome<Node>> one(Ask ask, std::string id);
  Awaitable<Outcome<Node>> token(Ask ask, std::string token);
  Awaitable<Outcome<Node>> feed(Ask ask);
  // Writing needs a key; 429 when it is used too often.
  Awaitable<Outcome<Node>> post(Ask ask);
  Awaitable<Outcome<Node>> post_update(Ask ask);

 private:
  template <class F>
  Awaitable<Outcome<Node>> read(const Ask& ask, F work);
  template <class F>
  Awaitable<Outcome<Node>> read_aside(const Ask& ask, F work);
  [[nodiscard]] Outcome<Scene> scene_of(storage::Snapshot& snapshot, const Ask& ask);
  [[nodiscard]] Outcome<accounts::District> district_of(storage::Snapshot& snapshot, const Pairs& pairs);
  [[nodiscard]] Awaitable<Outcome<void>> admit(const Ask& ask);
  [[nodiscard]] Awaitable<Outcome<Node>> retry(const std::function<Outcome<Node>(storage::Transaction&)>& work);

  [[nodiscard]] Outcome<Node> take_post(storage::Transaction& transaction, const Ask& ask, const PostAsk& wanted,
                                        std::vector<ErrorItem> faults);
  [[nodiscard]] Outcome<cases::NewReport> report_of(const Scene& scene, const PostAsk& wanted,
                                                    std::vector<ErrorItem> faults) const;
  [[nodiscard]] Outcome<Node> take_update(storage::Transaction& transaction, const Ask& ask, const UpdateAsk& wanted);
  [[nodiscard]] Outcome<Node> list_in(const Scene& scene, const ListAsk& wanted);
  [[nodiscard]] Outcome<Node> feed_in(const Scene& scene, const FeedAsk& wanted);

  Open311Parts parts_;
  Limiter posts_;
  Limiter refused_;
  boost::asio::thread_pool readers_{2};
};

}  // namespace linli::open311
