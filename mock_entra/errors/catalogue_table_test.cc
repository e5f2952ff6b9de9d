#include "mock_entra/errors/catalogue_table.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace mock::entra {
namespace {

using ::testing::HasSubstr;
using ::testing::NotNull;

TEST(CatalogueTableTest, TheReadmeIsCurrent) {
  std::ifstream file("mock_entra/errors/README.md");
  std::stringstream readme;
  readme << file.rdbuf();
  EXPECT_EQ(readme.str(), CatalogueReadme(Catalogue::BuiltIn()))
      << "run: bazel run //mock_entra/errors:print_readme > mock_entra/errors/README.md";
}

TEST(CatalogueTableTest, WhatIsComputedIsInTheCatalogue) {
  std::vector<ComputedError> computed = ComputedErrors();
  for (const auto& more : {ComputedUserErrors(), ComputedMtlsErrors()}) {
    computed.insert(computed.end(), more.begin(), more.end());
  }
  for (const ComputedError& error : computed) {
    const AadstsRow* const row = Catalogue::BuiltIn().Find(error.code, error.variant);
    ASSERT_THAT(row, NotNull()) << error.code;
    EXPECT_EQ(row->code, error.code);
  }
}

TEST(CatalogueTableTest, ARowTellsHowToGetIt) {
  const std::string readme = CatalogueReadme(Catalogue::BuiltIn());
  EXPECT_THAT(readme, HasSubstr("| 7000215 | 401 `invalid_client` | wrong client_secret | "
                                "`aadsts-7000215` | yes | O: Azure/aztfexport#512 |"));
  EXPECT_THAT(readme, HasSubstr("| `aadsts-7000215-2019` |  | O: Azure/azure-sdk-for-go#16777 |"));
}

}  // namespace
}  // namespace mock::entra
