require ["fileinto", "envelope", "reject"];
if envelope :domain "to" "office.example" {
    fileinto "plain";
    if size :over 25M { reject "Too large."; stop; }
}
if exists "x-a" { fileinto "secure"; stop; }
