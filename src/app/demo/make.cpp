#include "app/demo/make.hpp"

#include <fcntl.h>
#include <fmt/core.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>

#include "app/demo/lives.hpp"
#include "app/demo/model_district.hpp"
#include "modules/accounts/api.hpp"

namespace linli::app::demo {
namespace {

// Lives a transaction: large, since each touches dozens of pages that its neighbours touch too.
constexpr std::int64_t kPortion = 10'000;

std::unordered_map<std::string_view, catalogue::Matter> matters_by_alias(storage::Store& store, DistrictId district) {
  return store.read_now([&](storage::Snapshot& snapshot) {
    std::unordered_map<std::string_view, catalogue::Matter> matters;
    for (const auto& saying : sayings()) {
      const auto id = catalogue::find_alias(snapshot, district, saying.alias);
      if (!id) throw storage::StorageError(fmt::format("the catalogue does not know '{}'", saying.alias));
      matters.emplace(saying.alias, *catalogue::find_matter(snapshot, district, *id));
    }
    return matters;
  });
}

// Lives first … first + times.size(), in one transaction.
void write_portion(storage::Store& store, const cases::Pen& pen, const LifeMaker& maker, std::int64_t first,
                   std::span<const Instant> times) {
  const auto done = store.write_now([&](storage::Transaction& transaction) -> Result<void> {
    for (std::size_t i = 0; i < times.size(); ++i) {
      const auto made = maker.make(first + static_cast<std::int64_t>(i), times[i]);
      if (auto id = cases::import_case_life(transaction, pen, *made.matter, made.life); !id) return fail(id.error());
    }
    return {};
  });
  if (!done) throw storage::StorageError("demo case refused: " + done.error().code + ": " + done.error().message.en);
}

}  // namespace

bool is_empty(storage::Store& store) {
  return store.read_now([](storage::Snapshot& snapshot) { return !accounts::home_district(snapshot).has_value(); });
}

Settled make(storage::Store& store, const std::vector<cases::Projection>& projections, const Clock& clock,
             const MakeOptions& options) {
  const auto now = clock.now();
  const auto tell = [&](std::string_view stage, std::int64_t done, std::int64_t total) {
    if (options.progress) options.progress(stage, done, total);
  };
  tell("示例区 / the district", 0, 1);
  // In force since before the first case of the year came in.
  const auto from = date_of(now - std::chrono::days{400});
  const auto plan = options.model == nullptr ? TerritoryPlan{} : plan_of(*options.model->demo);
  auto settled = settle(store, make_territory(options.seed, plan), from);
  if (options.model != nullptr) settle_model(store, settled, *options.files, *options.model, from);
  tell("示例区 / the district", 1, 1);

  const LifeMaker maker(settled, matters_by_alias(store, settled.district), options.seed, now, options.cases);
  const cases::Pen pen{.district = settled.district,
                       .rules = cases::shipped_flow_rules(),
                       .projections = projections,
                       .keys = &store.keys()};
  const auto times = maker.intake_times();
  for (std::int64_t first = 0; first < options.cases; first += kPortion) {
    const auto count = std::min(kPortion, options.cases - first);
    write_portion(store, pen, maker, first,
                  std::span(times).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(count)));
    tell("一年的诉求 / a year of cases", first + count, options.cases);
  }
  return settled;
}

void show_logins(const std::vector<Login>& logins, const std::filesystem::path& keys_dir) {
  std::string lines;
  for (const auto& login : logins) {
    lines += fmt::format("  {:<8} {:<20} {} / {} ({})\n", login.login, login.password, login.role.zh, login.role.en,
                         login.name);
  }
  std::cout << "示例账号(密码为本次安装随机生成)/ demo accounts, passwords made for this installation:\n" << lines;
  const auto file = keys_dir / "demo-accounts.txt";
  const int descriptor = open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0 || write(descriptor, lines.data(), lines.size()) != static_cast<ssize_t>(lines.size())) {
    std::cerr << fmt::format("{}: 无法写入 / could not be written\n", file.string());
  } else {
    std::cout << fmt::format("也写在 / also in {}\n", file.string());
  }
  if (descriptor >= 0) close(descriptor);
}

}  // namespace linli::app::demo
