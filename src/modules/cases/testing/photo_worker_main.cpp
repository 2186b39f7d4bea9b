// The program that the tests of photos run in the limited process: what `linli internal-photo` is in the binary.
#include <string>
#include <vector>

#include "modules/cases/photo_worker.hpp"

int main(int count, char** arguments) {
  const std::vector<std::string> rest(arguments + 1, arguments + count);
  return linli::cases::run_photo_worker(rest);
}
