// The diagnosis of `azmock explain` and `azmock repro`, for the admin service.
#ifndef TOOLS_AZMOCK_CLI_EXPLAINER_H_
#define TOOLS_AZMOCK_CLI_EXPLAINER_H_

#include <memory>

#include "mock_server/admin/diagnosis_calls.h"

namespace azmock {

std::shared_ptr<const mock::admin::Explainer> MakeExplainer();

}  // namespace azmock

#endif  // TOOLS_AZMOCK_CLI_EXPLAINER_H_
