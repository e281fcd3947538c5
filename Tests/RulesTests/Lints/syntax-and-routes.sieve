require ["fileinto"];
fileint "secure";
if true { fileinto "secur"; keep }
