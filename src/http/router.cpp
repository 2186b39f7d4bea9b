#include "http/router.hpp"

#include <array>
#include <map>
#include <optional>
#include <utility>

#include "base/error.hpp"

namespace linli::http {
namespace {

constexpr std::size_t kMethods = 5;
// In the order of Method; HEAD comes with GET.
constexpr std::array<std::string_view, kMethods> kMethodNames{"GET, HEAD", "POST", "PUT", "PATCH", "DELETE"};

// One segment of a path: its routes, and what may follow.
struct Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> literals;
  std::unique_ptr<Node> id;
  std::unique_ptr<Node> text;
  std::array<const Route*, kMethods> routes{};
  std::vector<std::string> names;  // of the parameters, in order; the same for all methods of the path

  [[nodiscard]] bool has_routes() const {
    for (const Route* route : routes) {
      if (route) return true;
    }
    return false;
  }
};

bool is_parameter(std::string_view segment) { return segment.starts_with('{') && segment.ends_with('}'); }

std::string_view first_segment(std::string_view rest) { return rest.substr(0, rest.find('/')); }

std::string_view after_first(std::string_view rest, std::string_view segment) {
  return rest.substr(std::min(segment.size() + 1, rest.size()));
}

Node& child(Node& node, std::string_view segment) {
  std::unique_ptr<Node>* slot = nullptr;
  if (!is_parameter(segment)) {
    slot = &node.literals[std::string(segment)];
  } else if (segment == "{id}" || segment.ends_with("_id}")) {
    slot = &node.id;
  } else {
    slot = &node.text;
  }
  if (!*slot) *slot = std::make_unique<Node>();
  return **slot;
}

using Values = std::array<std::string_view, 8>;

// Depth first, so that a literal that leads nowhere does not hide a parameter that does.
const Node* descend(const Node& node, std::string_view rest, Values& values, std::size_t depth) {
  if (rest.empty()) return node.has_routes() ? &node : nullptr;
  const std::string_view segment = first_segment(rest);
  const std::string_view next = after_first(rest, segment);
  if (const auto literal = node.literals.find(segment); literal != node.literals.end()) {
    if (const Node* found = descend(*literal->second, next, values, depth)) return found;
  }
  if (depth == values.size()) return nullptr;
  values[depth] = segment;
  if (node.id && parse_id(segment)) {
    if (const Node* found = descend(*node.id, next, values, depth + 1)) return found;
  }
  values[depth] = segment;
  return node.text ? descend(*node.text, next, values, depth + 1) : nullptr;
}

std::string allowed_methods(const Node& node) {
  std::string out;
  for (std::size_t i = 0; i < kMethods; ++i) {
    if (node.routes[i]) out.append(kMethodNames[i]).append(", ");
  }
  return out + "OPTIONS";
}

}  // namespace

class Router::Impl {
 public:
  std::vector<std::unique_ptr<Route>> routes;
  std::function<Answer(const Request&)> fallback;
  Node root;
};

Router::Router() : impl_(std::make_shared<Impl>()) {}

void Router::add(Route route) {
  LINLI_ASSERT(route.path.starts_with('/') && route.handler);
  Node* node = &impl_->root;
  std::vector<std::string> names;
  std::string_view rest = std::string_view(route.path).substr(1);
  while (!rest.empty()) {
    const std::string_view segment = first_segment(rest);
    if (is_parameter(segment)) names.emplace_back(segment.substr(1, segment.size() - 2));
    node = &child(*node, segment);
    rest = after_first(rest, segment);
  }
  const Route*& slot = node->routes[static_cast<std::size_t>(route.method)];
  LINLI_ASSERT(slot == nullptr && names.size() <= Values{}.size());
  LINLI_ASSERT(!node->has_routes() || node->names == names);
  node->names = std::move(names);
  route.number = impl_->routes.size();
  slot = impl_->routes.emplace_back(std::make_unique<Route>(std::move(route))).get();
}

void Router::add(Method method, std::string path, Declaration declaration, Handler handler) {
  add({method, std::move(path), std::move(declaration), std::move(handler)});
}

Router::Match Router::match(Method method, std::string_view path) const {
  Match match;
  if (!path.starts_with('/')) return match;
  Values values;
  const Node* node = descend(impl_->root, path.substr(1), values, 0);
  if (!node) return match;
  match.path_known = true;
  match.route = node->routes[static_cast<std::size_t>(method)];
  if (!match.route) {
    match.allowed = allowed_methods(*node);
    return match;
  }
  match.params.reserve(node->names.size());
  for (std::size_t i = 0; i < node->names.size(); ++i) match.params.emplace_back(node->names[i], values[i]);
  return match;
}

const std::vector<std::unique_ptr<Route>>& Router::routes() const { return impl_->routes; }

void Router::set_fallback(std::function<Answer(const Request&)> fallback) { impl_->fallback = std::move(fallback); }

const std::function<Answer(const Request&)>& Router::fallback() const { return impl_->fallback; }

}  // namespace linli::http
