// What there is without any configuration.
#ifndef MOCK_ENTRA_DIRECTORY_DEFAULT_DIRECTORY_H_
#define MOCK_ENTRA_DIRECTORY_DEFAULT_DIRECTORY_H_

#include "mock_entra/directory/directory.pb.h"

namespace mock::entra {

// The tenant that every server starts with; README.md names it.
scenario::EntraDirectory DefaultDirectory();

}  // namespace mock::entra

#endif  // MOCK_ENTRA_DIRECTORY_DEFAULT_DIRECTORY_H_
