#pragma once
// What this module's route tables share.

#include <charconv>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "http/body.hpp"
#include "http/router.hpp"
#include "modules/people/service.hpp"

namespace linli::people {

namespace asio = http::asio;
using accounts::caller_of;
using accounts::Right;
using http::Answer;
using http::Body;
using http::Method;
using http::Request;

// What a route takes, with the right that it demands.
[[nodiscard]] http::Declaration declared(Text summary, Right right, std::vector<http::Field> body = {});
[[nodiscard]] http::Declaration listing(Text summary, std::vector<http::Field> more = {});
[[nodiscard]] PageQuery page_of(const Request& request);
[[nodiscard]] std::optional<Date> day_of_query(const Request& request, std::string_view name);
[[nodiscard]] int limit_of(const Request& request);
[[nodiscard]] Answer json_answer(Result<std::string> json, int status = 200);

// Adds a module's routes one by one.
class Routes {
 public:
  using Call = Json (*)(People&, const Request&);
  Routes(http::Router& router, People& people) : router_(router), people_(people) {}

  void add(Method method, std::string path, http::Declaration declaration, Call call, int status = 200) {
    router_.add(method, std::move(path), std::move(declaration),
                [this_people = &people_, call, status](Request& request) -> asio::awaitable<Answer> {
                  co_return json_answer(co_await call(*this_people, request), status);
                });
  }
  template <class Handler>
  void add_raw(Method method, std::string path, http::Declaration declaration, Handler handler) {
    router_.add(method, std::move(path), std::move(declaration),
                [this_people = &people_, handler](Request& request) { return handler(*this_people, request); });
  }

 private:
  http::Router& router_;
  People& people_;
};

void add_person_routes(Routes& routes);
void add_household_routes(Routes& routes);
void add_visit_routes(Routes& routes);
void add_care_routes(Routes& routes);

}  // namespace linli::people
