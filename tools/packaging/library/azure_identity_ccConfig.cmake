# azure_identity_cc::identity, the library; azure_identity_cc::testing, fakes for tests of its users,
# where GoogleTest is.
include(CMakeFindDependencyMacro)
find_dependency(absl)
find_dependency(CURL)
find_dependency(OpenSSL)
find_dependency(Protobuf)
find_package(GTest QUIET)

if(NOT TARGET azure_identity_cc::identity)
  add_library(azure_identity_cc::identity STATIC IMPORTED)
  set_target_properties(azure_identity_cc::identity PROPERTIES
    IMPORTED_LOCATION "${CMAKE_CURRENT_LIST_DIR}/../../libazure_identity_cc.a"
    INTERFACE_INCLUDE_DIRECTORIES "/usr/include/azure-identity-cc"
    INTERFACE_COMPILE_FEATURES cxx_std_17
    INTERFACE_LINK_LIBRARIES "absl::flat_hash_map;absl::hash;absl::status;absl::statusor;absl::str_format;absl::strings;absl::time;CURL::libcurl;OpenSSL::Crypto;OpenSSL::SSL;protobuf::libprotobuf")
endif()

if(TARGET GTest::gmock AND NOT TARGET azure_identity_cc::testing)
  add_library(azure_identity_cc::testing STATIC IMPORTED)
  set_target_properties(azure_identity_cc::testing PROPERTIES
    IMPORTED_LOCATION "${CMAKE_CURRENT_LIST_DIR}/../../libazure_identity_cc_testing.a"
    INTERFACE_LINK_LIBRARIES "azure_identity_cc::identity;GTest::gmock")
endif()
