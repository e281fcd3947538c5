require ["fileinto", "variables"];
if true { fileinto "registred"; } else { fileinto "post"; }
if true {
    fileinto "secure";
    fileinto "plain";
}
set "r" "secure";
fileinto "${r}";
