// The directory that all fakes share.
#ifndef MOCK_SERVER_DIRECTORY_WHOLE_DIRECTORY_H_
#define MOCK_SERVER_DIRECTORY_WHOLE_DIRECTORY_H_

#include <mutex>

#include "absl/status/status.h"
#include "mock_entra/directory/directory.h"
#include "mock_imds/fake_tools/developer_tools.h"
#include "mock_imds/host_list.h"
#include "mock_server/scenario/directory.pb.h"

namespace azmock {

// Every kind of host that needs no server of its own, each with both identities of
// the default tenant.
mock::scenario::Directory DefaultHosts();

// Gives each fake its part of what is merged, and knows what holds between the parts:
// hosts give tokens of identities that a tenant has, tools of its accounts. Safe for use by many
// threads.
//
// All calls are all or nothing. Errors name the field: kInvalidArgument as
// entra::Directory::Merge, ValidateHosts and ValidateTools, such as
//   hosts[0].identities[0].identity: "web" is no managed identity of tenant "a"; …
class WholeDirectory {
 public:
  // All must outlive it.
  WholeDirectory(mock::entra::Directory* entra, mock::imds::HostList* hosts,
                 mock::imds::DeveloperTools* tools)
      : entra_(*entra), hosts_(*hosts), tools_(*tools) {}

  // As entra::Directory::Merge; a host replaces the one of the same endpoint, a
  // tool that of the same kind. Hosts and tools that are given, also to Replace, begin now:
  // what is counted of them is counted from here.
  absl::Status Merge(const mock::scenario::Directory& directory);

  // In place of everything that was merged; a later Export gives it back.
  absl::Status Replace(const mock::scenario::Directory& directory);

  // Takes away what `what` names (see mock_common/text/message_edit.h). Errors: as
  // RemoveFromMessage; kInvalidArgument if a host is left without its identity, or a tool
  // without its account.
  absl::Status Remove(const mock::scenario::Directory& what);

  // All that was merged and is still there, with its secrets.
  mock::scenario::Directory Export() const;

 private:
  mock::entra::Directory& entra_;
  mock::imds::HostList& hosts_;
  mock::imds::DeveloperTools& tools_;
  std::mutex mutex_;  // one change at a time
};

}  // namespace azmock

#endif  // MOCK_SERVER_DIRECTORY_WHOLE_DIRECTORY_H_
