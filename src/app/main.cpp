#include "app/commands.hpp"

int main(int argc, char** argv) { return linli::app::run({argv, argv + argc}); }
