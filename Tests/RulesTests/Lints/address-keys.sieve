require ["fileinto", "envelope"];
if anyof (
    envelope :domain "to" ["@office.example", "piet@office.example", "*.office.example"],
    address :localpart "from" "jan@office.example",
    envelope "to" ["office.example", "jan"],
    address :contains "from" "@office.example",
    envelope :domain :matches "to" "*.office.example"
) { fileinto "plain"; }
