#pragma once
// Photos on their way in, and those that nobody claimed on their way out.

#include <atomic>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/thread_pool.hpp>
#include <string>

#include "modules/cases/context.hpp"
#include "modules/cases/photo_files.hpp"
#include "modules/cases/upload_limit.hpp"

namespace linli::cases {

class Photos {
 public:
  Photos(Context& context, PhotoOptions options);
  ~Photos();

  // Gives the photo an id that nobody can guess: whoever knows it may claim it for a report. Fails with kManyPhotos,
  // kPhotosBusy and what PhotoFiles::store says. `peer` is the sender's address.
  boost::asio::awaitable<Result<Photo>> take_in(DistrictId district, std::string peer, std::string bytes);
  // The JPEG of a digest that a row named.
  boost::asio::awaitable<Result<std::string>> read(std::string digest);
  // Deletes photos that no report claimed in time; how many. One portion a call.
  boost::asio::awaitable<int> expire(DistrictId district);

 private:
  boost::asio::awaitable<Result<StoredPhoto>> store(std::string bytes);

  Context& context_;
  const PhotoFiles files_;
  const decltype(PhotoOptions::also_used) also_used_;
  const int queue_;
  UploadLimit limit_;
  std::atomic<int> waiting_{0};
  boost::asio::thread_pool threads_;
};

}  // namespace linli::cases
