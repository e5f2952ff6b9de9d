// Prints what README.md in this folder must be.
#include <iostream>

#include "mock_entra/errors/catalogue_table.h"

int main() {
  std::cout << mock::entra::CatalogueReadme(mock::entra::Catalogue::BuiltIn());
  return std::cout.good() ? 0 : 1;
}
