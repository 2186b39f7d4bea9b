#pragma once
// The commands of build/linli. Each takes its own flags, says what it does, and ends with 0 done, 1 found faults, 2
// wrong use, 3 could not.

#include <span>
#include <string>
#include <vector>

namespace linli::app {

inline constexpr int kDone = 0;
inline constexpr int kFaults = 1;
inline constexpr int kWrongUse = 2;
inline constexpr int kCouldNot = 3;

using Arguments = std::span<const std::string>;

// Runs the command named by the first argument after the program's.
int run(const std::vector<std::string>& command_line);

int serve_command(Arguments arguments);
int demo_command(Arguments arguments);
int import_command(Arguments arguments);
int export_command(Arguments arguments);
int user_command(Arguments arguments);
int plan_command(Arguments arguments);
int model_command(Arguments arguments);
int verify_command(Arguments arguments);
int backup_command(Arguments arguments);
int restore_command(Arguments arguments);
int upgrade_command(Arguments arguments);
int key_command(Arguments arguments);
int notices_command(Arguments arguments);
int people_command(Arguments arguments);
int doctor_command(Arguments arguments);
int photo_worker_command(Arguments arguments);

}  // namespace linli::app
